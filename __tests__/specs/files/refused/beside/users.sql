create user shop with password 'correct-horse';
