using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public class SecretsTests
{
    [Theory]
    [InlineData("postgres://reader:hunter2@db/energy", "postgres://reader:***@db/energy")]
    [InlineData("see postgres://reader:hun@ter/2@db:5432/energy, please", "see postgres://reader:***@db:5432/energy, please")]
    [InlineData("mysql://db/energy?user=a&password=hunter2&ssl-mode=none", "mysql://db/energy?user=a&password=***&ssl-mode=none")]
    [InlineData("Host=db;Password=hunter2;Database=x", "Host=db;Password=***;Database=x")]
    [InlineData("Server=db;Pwd = hunter 2 ;Database=x", "Server=db;Pwd = *** ;Database=x")]
    [InlineData("Host=db;Password='a;hunter2';Database=x", "Host=db;Password=***;Database=x")]
    [InlineData("Host=db;password=\"hunter\"\"2\"", "Host=db;password=***")]
    [InlineData("connection: \"Host=db;Password=hunter2\" # here", "connection: \"Host=db;Password=***\" # here")]
    [InlineData("{connection: 'Host=db;Password=hun'ter2', query: SELECT 1}", "{connection: 'Host=db;Password=***', query: SELECT 1}")]
    [InlineData("Server=db;AccountKey=hunter2;SSL Password=hunter2", "Server=db;AccountKey=***;SSL Password=***")]
    public void Passwords_are_masked(string text, string expected) => Assert.Equal(expected, Secrets.Mask(text));

    [Theory]
    [InlineData("postgres://reader@db:5432/energy")]
    [InlineData("postgres://reader:${PASSWORD}@db/energy")]
    [InlineData("Host=db;Password=${PASSWORD};Database=x")]
    [InlineData("SELECT time, load FROM series ORDER BY time")]
    [InlineData("http://localhost:5000/page")]
    [InlineData("Data Source=energy.db")]
    public void Other_text_and_variables_stay(string text) => Assert.Equal(text, Secrets.Mask(text));

    [Fact]
    public void A_query_is_told_without_its_password() =>
        Assert.DoesNotContain("hunter2", new DatabaseQuery("postgresql", "postgres://reader:hunter2@db/energy", "SELECT 1").ToString(),
            StringComparison.Ordinal);
}
