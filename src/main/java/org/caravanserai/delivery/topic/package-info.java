/**
 * Purpose: changes of golden documents into a topic, from a cursor on the change log: at least once, in order for each document.
 * May import: pillars and base.
 * Face: {@link org.caravanserai.delivery.topic.ChangeStream}, {@link org.caravanserai.delivery.topic.Envelope}.
 */
package org.caravanserai.delivery.topic;
