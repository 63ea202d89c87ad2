// A connector gets one letter a week.

CREATE CONSTRAINT monday_letter_id IF NOT EXISTS FOR (n:MondayLetter) REQUIRE (n.workspace, n.id) IS UNIQUE;
