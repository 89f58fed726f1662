"""The protocol and its forms, without Django: digest sign-in, submissions as XML, answers made into reports."""
