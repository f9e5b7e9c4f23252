"""What a file is, by its content: looked into by confined programs, never in this process."""
