package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

import com.redfin.sitemapgenerator.WebSitemapGenerator;
import com.thaiopensource.relaxng.jaxp.CompactSyntaxSchemaFactory;

import org.frontdesk.content.article.Addresses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import tools.jackson.databind.JsonNode;

class FeedsTest extends RunningService {
    /** The sitemap schema allows elements of other namespaces; this one is for hreflang. */
    private static final String XHTML_LINK = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml">
              <xs:element name="link"><xs:complexType>
                <xs:attribute name="rel" use="required" fixed="alternate"/>
                <xs:attribute name="hreflang" use="required" type="xs:language"/>
                <xs:attribute name="href" use="required" type="xs:anyURI"/>
              </xs:complexType></xs:element>
            </xs:schema>""";

    @ParameterizedTest
    @ValueSource(strings = {"en", "uk", "ar"})
    void the_atom_feed_is_valid_and_contains_only_news_in_its_language(String lang) throws Exception {
        Answer feed = get("/feeds/" + lang + "/news.atom");

        assertThat(feed.header("Content-Type")).isEqualTo("application/atom+xml;charset=UTF-8");
        assertThat(feed.header("Content-Language")).isEqualTo(lang);
        new CompactSyntaxSchemaFactory().newSchema(FeedsTest.class.getResource("/atom.rnc")).newValidator()
                .validate(new StreamSource(new StringReader(feed.http().body())));
        assertThat(parsed(feed).getElementsByTagName("entry").getLength())
                .isEqualTo(Map.of("en", 6, "uk", 2, "ar", 1).get(lang));
    }

    @Test
    void every_entry_has_a_unique_id_and_the_feed_is_as_new_as_its_newest_entry() throws Exception {
        Document feed = parsed(get("/feeds/en/news.atom"));

        assertThat(texts(feed.getElementsByTagName("id"))).doesNotHaveDuplicates()
                .contains("https://www.example.org/en/news/may")
                .allSatisfy(id -> assertThat(URI.create(id).isAbsolute()).isTrue());
        assertThat(texts(feed.getElementsByTagName("updated")).getFirst()).isEqualTo("2026-07-10T00:00:00+03:00");
    }

    @Test
    void the_json_feed_has_the_same_content() {
        Answer feed = get("/feeds/uk/news.json");

        assertThat(feed.header("Content-Type")).isEqualTo("application/feed+json");
        assertThat(feed.at("/version")).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.at("/language")).isEqualTo("uk");
        assertThat(feed.all("/items", "/id")).containsExactly("https://www.example.org/uk/news/june",
                "https://www.example.org/uk/news/may");
        assertThat(feed.at("/items/0/content_html")).isEqualTo("<p>Text.</p>");
        assertThat(feed.at("/items/0/date_published")).isEqualTo("2026-06-10T00:00:00+03:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/de/news.atom", "/feeds/xx/news.json", "/feeds/EN/news.atom", "/sitemaps/2.xml",
            "/sitemaps/0.xml", "/sitemaps/99999.xml"})
    void a_feed_or_sitemap_that_does_not_exist_is_a_404(String address) {
        assertThat(get(address).status()).isEqualTo(404);
    }

    @Test
    void the_sitemap_is_valid() throws Exception {
        Source[] schemas = {new StreamSource(new StringReader(XHTML_LINK)),
                new StreamSource(WebSitemapGenerator.class.getResourceAsStream("sitemap.xsd"))};
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(schemas).newValidator()
                .validate(new StreamSource(new StringReader(get("/sitemap.xml").http().body())));
    }

    @Test
    void every_alternate_in_the_sitemap_links_back_and_is_a_translation() throws Exception {
        Map<String, Map<String, String>> alternates = new HashMap<>();
        NodeList urls = parsed(get("/sitemap.xml")).getElementsByTagName("url");
        for (int i = 0; i < urls.getLength(); i++) {
            Element url = (Element) urls.item(i);
            Map<String, String> byLanguage = new HashMap<>();
            NodeList links = url.getElementsByTagName("xhtml:link");
            for (int j = 0; j < links.getLength(); j++) {
                Element link = (Element) links.item(j);
                byLanguage.put(link.getAttribute("hreflang"), link.getAttribute("href"));
            }
            alternates.put(texts(url.getElementsByTagName("loc")).getFirst(), byLanguage);
        }

        assertThat(alternates).hasSize(20).containsKeys("https://www.example.org/uk/yak-diyaty",
                "https://www.example.org/ar/heart").doesNotContainKey("https://www.example.org/ar/about");
        alternates.forEach((address, byLanguage) -> {
            assertThat(byLanguage).containsKey("x-default").containsValue(address);
            byLanguage.values().forEach(other -> assertThat(alternates.get(other)).as(other).isEqualTo(byLanguage));
            byLanguage.forEach((language, other) -> assertThat(language.equals("x-default")
                    || URI.create(other).getPath().startsWith("/" + language + "/")).isTrue());
        });
    }

    @Test
    void pages_news_and_contacts_have_schema_org_data() {
        JsonNode page = get("/pages/heart?lang=uk").json().at("/jsonLd");
        JsonNode news = get("/news/may?lang=en").json().at("/jsonLd");
        JsonNode clinic = get("/contacts?lang=ar").json().at("/jsonLd");

        assertThat(List.of(page, news, clinic)).extracting(one -> one.at("/@context").asString())
                .containsOnly("https://schema.org");
        assertThat(List.of(page, news, clinic)).extracting(one -> one.at("/@type").asString())
                .containsExactly("MedicalWebPage", "NewsArticle", "MedicalClinic");
        assertThat(page.at("/inLanguage").asString()).isEqualTo("uk");
        assertThat(page.at("/url").asString()).isEqualTo("https://www.example.org/uk/heart");
        assertThat(news.at("/datePublished").asString()).isEqualTo("2026-05-10");
        assertThat(clinic.at("/contactPoint/0/telephone").asString()).isEqualTo("+44 20 7946 0274");
    }

    /** Some owners write their site's address with a trailing slash. */
    @Test
    void a_trailing_slash_of_the_site_address_is_not_doubled(@TempDir Path folder) {
        SiteFiles.in(folder).page("en", "heart", "Heart").news("en", "may", "2026-05-10", "heart");
        try (var service = StartedService.on(folder, "--frontdesk.address=https://www.example.org/")) {
            assertThat(service.get("/contacts?lang=en").at("/jsonLd/@id")).isEqualTo("https://www.example.org#clinic");
            for (String address : List.of("/sitemap.xml", "/feeds/en/news.atom", "/feeds/en/news.json",
                    "/pages/heart?lang=en", "/news/may?lang=en")) {
                assertThat(service.get(address).http().body()).contains("https://www.example.org/en/")
                        .doesNotContain("example.org//");
            }
        }
        assertThat(new Addresses(URI.create("https://www.example.org/")).of("/sitemaps/1.xml"))
                .isEqualTo("https://www.example.org/sitemaps/1.xml");
    }

    private static Document parsed(Answer answer) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(answer.http().body())));
    }

    private static List<String> texts(NodeList elements) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            texts.add(elements.item(i).getTextContent());
        }
        return texts;
    }
}
