"""What people say and press in a chat, and what is done about it."""
