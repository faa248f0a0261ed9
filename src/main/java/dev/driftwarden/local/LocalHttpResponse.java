package dev.driftwarden.local;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function's answer to a request. */
record LocalHttpResponse(HttpStatusType status, Map<String, String> headers, Object content)
        implements HttpResponseMessage {

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    public @Nullable String getHeader(String key) {
        return headers.get(key);
    }

    @Override
    public Object getBody() {
        return content;
    }

    Reply reply() {
        return new Reply(status.value(), headers, content.toString());
    }

    /** Collects an answer. */
    static final class Building implements HttpResponseMessage.Builder {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private HttpStatusType status;
        private Object content = "";

        Building(HttpStatusType status) {
            this.status = status;
        }

        @Override
        public Builder status(HttpStatusType other) {
            status = other;
            return this;
        }

        @Override
        public Builder header(String key, String value) {
            headers.put(key, value);
            return this;
        }

        @Override
        public Builder body(Object body) {
            content = body;
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return new LocalHttpResponse(status, Map.copyOf(headers), content);
        }
    }
}
