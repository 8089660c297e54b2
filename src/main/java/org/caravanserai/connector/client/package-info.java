/**
 * Purpose: what happens between a written request and a classified outcome: address, proof, transport, masking, breaker.
 * May import: canonical, parser, home, connector, connector.codec.
 * Face: {@link org.caravanserai.connector.client.Link}; used by {@link org.caravanserai.connector.Client} only; {@link org.caravanserai.connector.client.SafeResolver}.
 */
package org.caravanserai.connector.client;
