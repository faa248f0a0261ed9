package dev.driftwarden.local;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request as functions see it: header names in lower case, an absolute address, the raw body. */
record LocalHttpRequest(HttpMethod method, URI address, Incoming incoming)
        implements HttpRequestMessage<Optional<String>> {

    @Override
    public URI getUri() {
        return address;
    }

    @Override
    public HttpMethod getHttpMethod() {
        return method;
    }

    @Override
    public Map<String, String> getHeaders() {
        return incoming.headers();
    }

    /** The worker gives the last of several values; so does this. */
    @Override
    public Map<String, String> getQueryParameters() {
        Map<String, String> parameters = new HashMap<>();
        Form.pairs(address.getRawQuery()).forEach(pair -> parameters.put(pair.name(), pair.value()));
        return parameters;
    }

    @Override
    public Optional<String> getBody() {
        return incoming.body().isEmpty() ? Optional.empty() : Optional.of(incoming.body());
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new LocalHttpResponse.Building(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return new LocalHttpResponse.Building(status);
    }
}
