"""The results of the rules: what fails, what is accepted for now, what nobody can know yet, and what passes."""
