# One image for each service:
#   docker build --build-arg SERVICE=inquiry-service -t frontdesk/inquiry-service .
# It uses no feature of one builder alone, so that it builds wherever a Dockerfile does.

# What is downloaded depends on these files alone, and need not be again when only the code changes. All three at once, for
# it is many small files that are waited for.
FROM maven:3.9-eclipse-temurin-25 AS downloads
WORKDIR /build
COPY pom.xml ./
COPY inquiry-service/pom.xml inquiry-service/
COPY notification-service/pom.xml notification-service/
COPY content-service/pom.xml content-service/
COPY playground/pom.xml playground/
ENV SERVICES=inquiry-service,notification-service,content-service
RUN mvn -B -q -ntp -T 3 -Dmaven.artifact.threads=16 -pl "$SERVICES" -Dmaven.test.skip -Dformatter.skip \
    -Dspring-boot.repackage.skip package

FROM downloads AS build
COPY inquiry-service/src/main/ inquiry-service/src/main/
COPY notification-service/src/main/ notification-service/src/main/
COPY content-service/src/main/ content-service/src/main/
# All three at once: the images share the layer. Tests ran before; a clone's `mvn verify` is where they are.
RUN mvn -B -q -ntp -pl "$SERVICES" -Dmaven.test.skip -Dformatter.skip package

FROM eclipse-temurin:25-jre AS java

FROM java AS layers
ARG SERVICE
COPY --from=build /build/${SERVICE}/target/${SERVICE}-*.jar /service.jar
RUN java -Djarmode=tools -jar /service.jar extract --layers --destination /layers

FROM java AS service
WORKDIR /frontdesk
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY containers/jvm.options containers/healthy ./
# The quick compiler alone: the thorough one takes memory, and the processor just when the service shall become ready.
# But content-service answers three times as much with it, and searches in two thirds of the time, for 25 MiB more.
ARG SERVICE
RUN [ "$SERVICE" = content-service ] || echo -XX:TieredStopAtLevel=1 >> jvm.options
# Secrets may come as files instead of variables: /run/secrets/frontdesk.secret, .../spring.datasource.password
# Two pools for the C library's memory instead of eight for each core: they never give back what once was in use.
ENV FRONTDESK_SITE=/site SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/ MALLOC_ARENA_MAX=2

# Starts the service as far as it comes without a broker and a database, and keeps what the JVM learned of its classes.
# In the very folder and with the very options of the real start, or the cache would be refused in silence.
FROM service AS training
COPY site/ /site/
RUN FRONTDESK_SECRET=only-to-train-the-cache-of-classes SPRING_FLYWAY_ENABLED=false \
    java @jvm.options -XX:AOTCacheOutput=service.aot -Dspring.context.exit=onRefresh -jar service.jar

FROM service
COPY --from=training /frontdesk/service.aot ./
# Nobody: no name, no home, owner of nothing here.
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=5 CMD ["/frontdesk/healthy"]
ENTRYPOINT ["java", "@/frontdesk/jvm.options", "-XX:AOTCache=/frontdesk/service.aot", "-jar", "/frontdesk/service.jar"]
