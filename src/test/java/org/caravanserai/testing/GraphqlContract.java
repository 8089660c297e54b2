package org.caravanserai.testing;

import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLScalarType;
import graphql.schema.TypeResolver;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.InterfaceWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnionWiringEnvironment;
import graphql.schema.idl.WiringFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A vendor's published GraphQL schema as a judge of single requests: documents and variables. Says what is not allowed; empty = fine. Nobody answers
 * behind it, so every field is null and only that is forgiven.
 */
public final class GraphqlContract {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final GraphQL graphql;

    private GraphqlContract(GraphQL graphql) {
        this.graphql = graphql;
    }

    /**
     * Reads a schema.
     *
     * @param whole scalars that are whole numbers; the other scalars of the schema take anything
     */
    public static GraphqlContract of(Path sdl, List<String> whole) {
        try {
            var types = new SchemaParser().parse(Files.readString(sdl));
            var wiring = RuntimeWiring.newRuntimeWiring().wiringFactory(new Nobody());
            types.scalars().keySet().stream()
                    .filter(name ->
                            !List.of("Int", "Float", "String", "Boolean", "ID").contains(name))
                    .forEach(name -> wiring.scalar(GraphQLScalarType.newScalar()
                            .name(name)
                            .coercing(new Taken(whole.contains(name)))
                            .build()));
            return new GraphqlContract(
                    GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(types, wiring.build()))
                            .build());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What is wrong with a request body: JSON with {@code query} and {@code variables}. */
    @SuppressWarnings("unchecked")
    public List<String> request(String body) {
        var sent = (Map<String, Object>) JSON.readValue(body, Map.class);
        var input = ExecutionInput.newExecutionInput()
                .query(String.valueOf(sent.get("query")))
                .variables(sent.get("variables") == null ? Map.of() : (Map<String, Object>) sent.get("variables"))
                .build();
        return graphql.execute(input).getErrors().stream()
                .filter(error -> error.getErrorType() != ErrorType.NullValueInNonNullableField)
                .map(Object::toString)
                .toList();
    }

    /** Answers every field with nothing. */
    private static final class Nobody implements WiringFactory {
        @Override
        public boolean providesTypeResolver(InterfaceWiringEnvironment environment) {
            return true;
        }

        @Override
        public TypeResolver getTypeResolver(InterfaceWiringEnvironment environment) {
            return any -> null;
        }

        @Override
        public boolean providesTypeResolver(UnionWiringEnvironment environment) {
            return true;
        }

        @Override
        public TypeResolver getTypeResolver(UnionWiringEnvironment environment) {
            return any -> null;
        }

        @Override
        public DataFetcher<?> getDefaultDataFetcher(FieldWiringEnvironment environment) {
            return any -> null;
        }
    }

    private record Taken(boolean whole) implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            if (whole && !(value instanceof Integer || value instanceof Long)) {
                throw new CoercingParseValueException("no whole number: " + value);
            }
            return value;
        }

        @Override
        public Object parseLiteral(Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (whole && !(value instanceof IntValue)) {
                throw new CoercingParseLiteralException("no whole number: " + value);
            }
            return value;
        }
    }
}
