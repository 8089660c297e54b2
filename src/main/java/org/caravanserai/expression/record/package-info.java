/**
 * Purpose: what expressions read of a record: names to slots, and one streaming parse of the stored document that fills them.
 * May import: canonical, parser, expression.
 * Face: {@link org.caravanserai.expression.record.RecordShape}, its names and reader, {@link org.caravanserai.expression.record.Related}.
 */
package org.caravanserai.expression.record;
