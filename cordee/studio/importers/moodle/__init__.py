"""What Moodle writes: backups of all its versions, banks of questions as XML."""
