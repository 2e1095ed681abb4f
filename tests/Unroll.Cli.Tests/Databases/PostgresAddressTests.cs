using System.Data.Common;
using Unroll.Cli.Databases;

namespace Unroll.Cli.Tests.Databases;

/// <summary>What needs no server.</summary>
public class PostgresAddressTests
{
    private const string Query = "SELECT time, load FROM series ORDER BY time";

    [Theory]
    [InlineData("postgres://reader@db.example:5433/energy", "reader@db.example:5433/energy")]
    [InlineData("postgresql://reader:se%3Acret@db.example/energy?sslmode=verify-full&connect_timeout=3", "reader@db.example:5432/energy")]
    [InlineData("postgres://reader@[::1]:5433/energy", "reader@::1:5433/energy")]
    [InlineData("Host=db.example;Username=reader;Password=se:cret;Database=energy", "reader@db.example:5432/energy")]
    [InlineData("postgres://reader:${PASSWORD}@db.example/${NAME}", "reader@db.example:5432/energy")]
    [InlineData("Host=db.example;Port=${PORT};Username=reader;Password=${PASSWORD};Database=${NAME}", "reader@db.example:5433/energy")]
    [InlineData("${ADDRESS}", "reader@db.example:5432/energy")]
    public void Addresses_and_keywords_are_understood_and_shown_without_password(string text, string shown)
    {
        (DbConnection connection, DbPlace address) = new PostgresProvider().Connect(new("postgresql", text, Query), name => name switch
        {
            "PASSWORD" => "a:b@c/d;e=f",
            "NAME" => "energy",
            "PORT" => "5433",
            "ADDRESS" => "postgres://reader:se%3Acret@db.example/energy",
            _ => null,
        });
        Assert.Equal(shown, address.Shown);
        Assert.Equal(text.Contains("PASSWORD", StringComparison.Ordinal), connection.ConnectionString.Contains("a:b@c/d;e=f",
            StringComparison.Ordinal));
        Assert.Equal(
            text.Contains("cret", StringComparison.Ordinal)
                || text == "${ADDRESS}", connection.ConnectionString.Contains("se:cret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("postgres://reader:hunter2@db.example:port/energy")]
    [InlineData("postgres://reader:hunt@er2@db.example/energy")]
    [InlineData("postgres://reader:hunter2@db.example/energy?hunter2=1")]
    [InlineData("postgres://reader:hunter2@db.example/energy?sslmode=hunter2")]
    [InlineData("mysql://reader:hunter2@db.example/energy")]
    [InlineData("Host=db.example;Password=a;hunter2")]
    [InlineData("Host=db.example;Password=a;hunter2=b")]
    [InlineData("Host=db.example;Port=hunter2")]
    [InlineData("Host=db.example;Port=99999999999999;Password=hunter2")]
    public void What_is_not_understood_is_never_shown(string text)
    {
        InputException exception = Assert.Throws<InputException>(() => Open(text));
        Assert.Contains("address of the PostgreSQL database", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_is_not_set_is_named()
    {
        string message = Assert.Throws<InputException>(() => Open("postgres://${UNROLL_NOT_SET}@localhost/x")).Message;
        Assert.Contains("UNROLL_NOT_SET", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_does_not_answer_is_told_without_the_password()
    {
        // Port 1 is reserved, and nothing listens there.
        InputException exception = Assert.Throws<InputException>(() => Open("postgres://reader:hunter2@127.0.0.1:1/energy"));
        Assert.Contains("127.0.0.1:1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("server", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    private static DbDataReader Open(string address) =>
        DbProviders.Open(new("postgresql", address, Query), Environment.GetEnvironmentVariable);
}
