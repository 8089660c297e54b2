package org.caravanserai.mapping;

import java.util.List;
import org.caravanserai.parser.Position;

/** One compiled entry. */
record FieldPlan(String name, Eval eval, Position at, String rule, List<Stage.Input> inputs) {}
