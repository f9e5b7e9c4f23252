"""What members write about talent, each note for those who are to read it."""
