package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A response that arrived completely.
 *
 * @param body its raw bytes
 * @param json the body read as JSON; null when it is empty or none
 */
record Answer(
        HttpRequest request,
        int status,
        HttpHeaders headers,
        BinaryData body,
        @Nullable JsonNode json) {

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    boolean isEmpty() {
        Long length = body.getLength();
        return length != null && length == 0;
    }

    ErrorBody error() {
        return ErrorBody.of(json);
    }
}
