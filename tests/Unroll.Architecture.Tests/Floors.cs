namespace Unroll.Architecture.Tests;

/// <summary>
/// The folders of a project, the lowest first: a folder uses those of lower floors, and never one of its own floor or above.
/// </summary>
/// <param name="Project">The project.</param>
/// <param name="Levels">The names of the folders of each floor, apart by spaces; <c>.</c> is the project's own folder.</param>
/// <param name="Exceptions">
/// Uses upwards that are wanted, each with its reason: the user and what it uses, a folder or a type of it.
/// </param>
internal sealed record Floors(string Project, string[] Levels, params (string User, string Used, string Reason)[] Exceptions)
{
    /// <summary>The floor of a folder; -1 where it stands on none.</summary>
    public int LevelOf(Room room) => Array.FindIndex(Levels, level => level.Split(' ').Contains(Name(room)));

    /// <summary>The exceptions that a use falls under.</summary>
    public IEnumerable<(string User, string Used, string Reason)> ExceptionsFor(Use use) =>
        Exceptions.Where(exception => Covers(exception.User, use.From, use.FromType) && Covers(exception.Used, use.To, use.ToType));

    private static bool Covers(string name, Room room, string type) => name == Name(room)
        || type.EndsWith($".{name}", StringComparison.Ordinal);

    private static string Name(Room room) => room.Folder.Length == 0 ? "." : room.Folder;
}
