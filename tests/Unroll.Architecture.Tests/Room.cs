namespace Unroll.Architecture.Tests;

/// <summary>A folder of a project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Folder">The folder directly in the project; empty for the project's own.</param>
internal readonly record struct Room(string Project, string Folder)
{
    /// <summary>The room of a namespace.</summary>
    public static Room Of(string project, string space) =>
        new(project, space.Length > project.Length ? space[(project.Length + 1)..].Split('.')[0] : "");

    public override string ToString() => $"{Project}/{Folder}";
}
