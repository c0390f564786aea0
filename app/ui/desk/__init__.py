"""Between the pages and the workstation: presenters turn rows into what pages show, desks do."""
