"""What a user may set: parameters declared once, scenario files read strictly."""
