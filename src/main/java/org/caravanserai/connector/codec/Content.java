package org.caravanserai.connector.codec;

/**
 * A body.
 *
 * @param mediaType value of the header Content-Type
 * @param bytes not to be modified
 */
public record Content(String mediaType, byte[] bytes) {}
