using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Unroll.Cli.Databases;

namespace Unroll.Cli.Tests.Databases;

/// <summary>What can be seen of SQL Server's client without a server.</summary>
public sealed class SqlServerProviderTests : IDisposable
{
    private const byte PreLogin = 0x12;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Debian's .NET runs without ICU, too; then the command says what to install.</summary>
    [Fact]
    public async Task The_client_greets_the_server_in_the_commands_own_process()
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        int port = ((IPEndPoint)server.LocalEndpoint).Port;
        Task<Socket> greeted = server.AcceptSocketAsync();
        using Process process = Start(port, invariant: "0");
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task told = await Task.WhenAny(greeted, error).WaitAsync(_patience);
        if (told == greeted)
        {
            using Socket client = await greeted;
            byte[] first = new byte[1];
            Assert.Equal(1, await client.ReceiveAsync(first).WaitAsync(_patience));
            Assert.Equal(PreLogin, first[0]);
            client.Close();
            Assert.Contains("No SQL Server answers at 127.0.0.1", await error.WaitAsync(_patience), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("Install ICU", await error, StringComparison.Ordinal);
        }

        await process.WaitForExitAsync().WaitAsync(_patience);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("field data.database.connection", await error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", await error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_cultures_it_is_said_what_to_install()
    {
        using Process process = Start(port: 1, invariant: "1");
        string error = await process.StandardError.ReadToEndAsync().WaitAsync(_patience);
        await process.WaitForExitAsync().WaitAsync(_patience);

        Assert.Equal(2, process.ExitCode);
        foreach (string part in (string[])["sql.yaml, line 6, column 17", "Install ICU", "libicu", $"{Globalization.Variable}=0"])
        {
            Assert.Contains(part, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Words_that_write_are_refused_before_the_server_is_asked()
    {
        InputException refused = Assert.Throws<InputException>(() => DbProviders.Open(
            new("sql-server", "Server=127.0.0.1,1", "WITH x AS (SELECT 1 AS y) DELETE FROM x"), _ => null));

        Assert.Contains("DELETE", refused.Message, StringComparison.Ordinal);
        Assert.Equal("data.database.query", refused.Field);
    }

    private Process Start(int port, string invariant)
    {
        string connection = string.Create(
            CultureInfo.InvariantCulture,
            $"Server=127.0.0.1,{port};User ID=reader;Password=secret-word;Database=energy;ConnectRetryCount=0;Connect Timeout=60");
        string recipe = _folder.Write("sql.yaml", TinySeries.Recipe.Edit(
            "  file: tiny.csv",
            $"  database:\n    provider: sql-server\n    connection: {connection}\n    query: SELECT date, load FROM series ORDER BY 1"));
        ProcessStartInfo start = new("dotnet", [typeof(Program).Assembly.Location, "summary", recipe])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Globalization.Variable] = invariant;
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
