package org.frontdesk.content;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/**
 * The service's own settings. The record validates itself, so that a failed startup names property, value and origin.
 * Bean Validation is not used: it has no constraint for the rules below, and its report would print the secret.
 *
 * @param site path of the site folder: {@code frontdesk.site} or {@code FRONTDESK_SITE}
 * @param address of the website, if it differs from the one in site.yml; a string, since Spring would escape a bad URI
 * @param secret signs preview links; without it there are none
 */
@ConfigurationProperties("frontdesk")
record Settings(@DefaultValue("./site") String site, String address, String secret) implements Validator {
    private static final int SHORTEST_SECRET = 32;

    Optional<URI> website() {
        return Optional.ofNullable(address).filter(text -> !text.isBlank()).map(URI::create);
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == Settings.class;
    }

    @Override
    public void validate(Object target, Errors errors) {
        Settings settings = (Settings) target;
        if (settings.site().isBlank()) {
            errors.rejectValue("site", "site", "FRONTDESK_SITE must name the site's folder");
        }
        if (!settings.hasUsableAddress()) {
            errors.rejectValue("address", "address",
                    "FRONTDESK_ADDRESS must be the website's address, such as https://www.example.org, without ? and #");
        }
        int length = settings.secretLength();
        if (length > 0 && length < SHORTEST_SECRET) {
            // An error of the object, not of the field: the report would print the field's value.
            errors.reject("secret",
                    "FRONTDESK_SECRET must have at least " + SHORTEST_SECRET + " bytes, but has " + length);
        }
    }

    private boolean hasUsableAddress() {
        if (address == null || address.isBlank()) {
            return true;
        }
        try {
            var uri = new URI(address);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null
                    && uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private int secretLength() {
        return secret == null ? 0 : secret.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return "Settings[site=" + site + ", address=" + address + "]";
    }
}
