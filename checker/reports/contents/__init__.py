"""What a report says, as one value that every form prints: sentences, figures and rows. No network, no clock."""
