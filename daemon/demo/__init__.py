"""A made-up agency with ninety days of mail and meetings, to see what wanglai is for without any account."""
