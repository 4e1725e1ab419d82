package org.frontdesk.inquiry.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.frontdesk.inquiry.publishing.InquirySubmitted.Value;
import org.frontdesk.inquiry.submission.Submission.Mistake;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * The parts of multipart/form-data (RFC 7578), by Tomcat's reader as a stream: the other ways to use it, and Spring's,
 * put large parts on disk.
 *
 * @param files a mistake for each file: this form has no place for one
 */
record MultipartBody(List<Value> pairs, List<Mistake> files) {
    private static final int MOST_PARTS = 300;
    private static final int LARGEST_PART_HEAD = 4 * 1024;

    /** @throws Refusal 400 if it is not sound, has too many parts or a text that is not UTF-8; 415 for another charset */
    static MultipartBody parse(String type, byte[] body) {
        var parts = new MultipartBody(new ArrayList<>(), new ArrayList<>());
        try {
            parts.readAll(type, body);
            return parts;
        } catch (Refusal e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The readers of part, file name and media type let more through than they can read, and see nothing but what
            // the client sent.
            throw Refusal.malformed("The parts cannot be told apart; send multipart/form-data as RFC 7578 has it.");
        }
    }

    private void readAll(String type, byte[] body) throws IOException {
        var reader = new FileUpload();
        reader.setPartHeaderSizeMax(LARGEST_PART_HEAD);
        reader.setHeaderEncoding(ISO_8859_1.name()); // each byte as it came, to be decoded strictly
        var items = reader.getItemIterator(new InMemory(type, body));
        for (int count = 1; items.hasNext(); count++) {
            if (count > MOST_PARTS) {
                throw Refusal.malformed("Send at most %d parts.".formatted(MOST_PARTS));
            }
            read(items.next());
        }
    }

    private void read(FileItemStream part) throws IOException {
        var name = Body.utf8(part.getFieldName().getBytes(ISO_8859_1));
        var content = part.openStream().readAllBytes();
        if (part.isFormField()) {
            checkCharset(part.getContentType());
            pairs.add(new Value(name, Body.utf8(content)));
        } else if (content.length > 0 || !part.getName().isEmpty()) { // a file field left empty sends an empty part
            files.add(Mistake.of(CleanText.line(name), "file"));
        }
    }

    private static void checkCharset(String type) {
        var charset = type == null ? null : MediaType.parseMediaType(type).getCharset();
        if (charset != null && !charset.equals(UTF_8) && !charset.equals(US_ASCII)) {
            throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "content-type", "Send every part in UTF-8.");
        }
    }

    private record InMemory(String type, byte[] body) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return null;
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return body.length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
