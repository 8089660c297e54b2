package org.caravanserai;

import org.junit.jupiter.api.Tag;

/** The same on PostgreSQL; long form. */
@Tag("long")
class AnswersPostgresIT extends AnswersIT {}
