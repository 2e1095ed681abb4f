using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public class QueryParserTests
{
    [Theory]
    [InlineData("select 1")]
    [InlineData("  -- a comment; with a semicolon\n /* and; another ( */ (SELECT 'a;b', \"c;d\", 1) ; ")]
    [InlineData("/* a /* comment */ in another */ SELECT ARRAY[1]")]
    [InlineData("WITH x AS (SELECT 1) SELECT * FROM x")]
    [InlineData("VALUES (1)")]
    [InlineData("TABLE series")]
    public void Queries_that_read_are_run(string query) =>
        Assert.Equal(query.Trim().TrimEnd(';').TrimEnd(), QueryParser.RequireReading(query));

    [Theory]
    [InlineData("")]
    [InlineData("-- SELECT 1")]
    [InlineData("/* SELECT 1")]
    [InlineData("INSERT INTO series VALUES (1)")]
    [InlineData("COPY series TO PROGRAM 'x'")]
    [InlineData("SELECTED 1")]
    public void Others_are_not(string query) =>
        Assert.Contains("SELECT", Assert.Throws<InputException>(() => QueryParser.RequireReading(query)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT 1; DROP TABLE x")]
    [InlineData("SELECT 'a\\'; DROP TABLE x; -- '")]
    [InlineData("SELECT 1--'1\n; DROP TABLE x -- '")]
    [InlineData("SELECT [it's]; DROP TABLE x -- '")]
    [InlineData("SELECT $$ ' $$; DROP TABLE x -- '")]
    [InlineData("SELECT /* /* */ ' */ 1; DROP TABLE x -- '")]
    [InlineData("SELECT 1 # '\n; DROP TABLE x # '")]
    [InlineData("SELECT /*! 1; DROP TABLE x */")]
    public void Several_statements_are_refused_however_a_database_reads_quotes(string query) =>
        Assert.Contains("semicolon", Assert.Throws<InputException>(() => QueryParser.RequireReading(query)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Words_are_found_outside_quotes_and_comments()
    {
        string[] words = ["INTO", "DELETE"];
        Assert.Equal("INTO", QueryParser.FindWord("SELECT * into x FROM y", words));
        Assert.Null(QueryParser.FindWord("SELECT \"into\", 'delete' -- delete\n FROM intox /* into */", words));
        Assert.Equal("DELETE", QueryParser.FindWord("SELECT 1--1 DELETE FROM y", words));
    }

    [Fact]
    public void A_place_in_a_query_is_a_line_and_a_character()
    {
        Assert.Equal("at line 2, character 6 of the query, 'nowhere'", QueryParser.Place("SELECT 1\nFROM nowhere\nWHERE", 14));
        Assert.Equal("at the end of the query", QueryParser.Place("SELECT 1", 8));
    }
}
