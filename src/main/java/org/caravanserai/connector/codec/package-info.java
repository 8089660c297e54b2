/**
 * Purpose: bodies of calls: from mapped rows to bytes, from the bytes of an answer to records.
 * May import: canonical, parser, home.
 * Face: {@link org.caravanserai.connector.codec.Bodies}, {@link org.caravanserai.connector.codec.Answers}, {@link org.caravanserai.connector.codec.Values}.
 */
package org.caravanserai.connector.codec;
