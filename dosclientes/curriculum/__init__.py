"""What the course as a whole consists of: its misconceptions, and the headings one is sent back to."""
