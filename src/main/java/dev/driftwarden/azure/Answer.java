package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A response that arrived completely.
 *
 * @param body its raw bytes
 * @param json the body read as JSON; null when it is empty or none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(
        HttpRequest request,
        int status,
        HttpHeaders headers,
        byte[] body,
        @Nullable JsonNode json) {

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    boolean isEmpty() {
        return body.length == 0;
    }

    ErrorBody error() {
        return ErrorBody.of(json);
    }
}
