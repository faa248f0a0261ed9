package dev.driftwarden.web;

import java.util.Map;

/**
 * What is answered.
 *
 * @param headers content type included
 */
public record WebResponse(int status, Map<String, String> headers, String body) {
    public WebResponse {
        headers = Map.copyOf(headers);
    }
}
