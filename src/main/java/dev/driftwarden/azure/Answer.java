package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaderName;
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

    private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    boolean isEmpty() {
        return body.length == 0;
    }

    /** Azure's error; empty when somebody else sent this body, as gateways and proxies do with JSON of their own. */
    ErrorBody error() {
        boolean wrapped = json != null && json.path("error").isObject();
        return ErrorBody.of(wrapped || headers.getValue(REQUEST_ID) != null ? json : null);
    }
}
