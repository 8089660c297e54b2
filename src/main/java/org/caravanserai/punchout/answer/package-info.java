/**
 * Purpose: what buyers hear of their orders by cXML: confirmations and ship notices, sent with the same bytes until the buyer has said what becomes of them.
 * May import: punchout with its sub-packages, connector, and base.
 * Face: {@link org.caravanserai.punchout.answer.CxmlAnswers}, {@link org.caravanserai.punchout.answer.Telling}, {@link org.caravanserai.punchout.answer.SentAnswers}.
 */
package org.caravanserai.punchout.answer;
