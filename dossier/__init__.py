"""The core of wanglai: what mail and meetings mean for a client. Pure: values in, values out, no clock, no I/O."""
