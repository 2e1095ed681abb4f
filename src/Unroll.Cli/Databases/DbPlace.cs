using System.Globalization;

namespace Unroll.Cli.Databases;

/// <summary>The place of a database as messages show it: never with a password.</summary>
/// <param name="Server">Host and port, or the file.</param>
/// <param name="User">The user; empty where there is none.</param>
/// <param name="Shown">User, server and database.</param>
internal sealed record DbPlace(string Server, string User, string Shown)
{
    /// <summary>The place of a database on a server.</summary>
    public static DbPlace Of(string user, string host, uint port, string database)
    {
        string server = OneLine.Of(string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"));
        return new(server, OneLine.Of(user), $"{OneLine.Of(user)}@{server}/{OneLine.Of(database)}");
    }

    /// <summary>The place of a database that is a file.</summary>
    public static DbPlace OfFile(string path) => new(OneLine.Of(path, 200), "", OneLine.Of(path, 200));
}
