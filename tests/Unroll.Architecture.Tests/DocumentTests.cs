using System.Text.RegularExpressions;
using Unroll.Tasks.Guide;

namespace Unroll.Architecture.Tests;

/// <summary>What documents and messages name is there.</summary>
public partial class DocumentTests
{
    private static readonly string _architecture = File.ReadAllText(Repository.PathOf("docs", "architecture.md"));

    [Fact]
    public void The_page_of_the_house_lists_every_folder_of_every_project()
    {
        (string Project, string[] Folders)[] listed =
        [..
            from row in ProjectRow().Matches(_architecture)
            select (row.Groups[1].Value, FolderName().Matches(row.Groups[2].Value).Select(name => name.Groups[1].Value).Order().ToArray()),
        ];

        Assert.Equal(Directory.GetDirectories(Repository.PathOf("src")).Length, listed.Length);
        Assert.All(listed, row =>
        {
            string folder = Repository.PathOf(row.Project.Split('/'));
            IEnumerable<string> found =
                from file in SourceFile.Files("*.*")
                where file.StartsWith($"{row.Project}/") && file.Count(letter => letter == '/') > 2
                select file.Split('/')[2];
            Assert.True(Directory.Exists(folder), folder);
            Assert.Equal(found.Distinct().Order(), row.Folders);
        });
    }

    [Fact]
    public void Files_and_types_that_the_page_of_the_house_names_are_there()
    {
        string[] files = [.. SourceFile.Files("*.cs")];
        HashSet<string> there = [.. files.SelectMany(file => file.Split('/', '.'))];
        string[] named = [.. TypeName().Matches(_architecture).Select(match => match.Groups[1].Value).Distinct()];

        Assert.True(named.Length > 30, $"Only {named.Length} names were found.");
        Assert.Equal([], named.Except([.. there, nameof(System.Data.Common.DbDataReader)]));
    }

    /// <summary>A message that tells to set a key must name one that there is.</summary>
    [Fact]
    public void Keys_of_recipes_that_messages_and_documents_name_are_there()
    {
        HashSet<string> keys = [.. RecipeGuide.Keys.Select(key => key.Key)];
        string[] sections = [.. keys.Where(key => key.Contains('.')).Select(key => key.Split('.')[0]).Distinct()];
        Regex key = new($@"(?<![\w./`-])`?((?:{string.Join('|', sections)})\.[a-z][a-z0-9.-]*[a-z0-9])");
        string[] files =
        [
            "README.md",
            .. SourceFile.Files("*.md").Where(file => file.StartsWith("docs/")),
            .. SourceFile.Files("*.cs").Where(file => file.StartsWith("src/")),
        ];
        (string File, string Key)[] named =
        [..
            from file in files
            from match in key.Matches(File.ReadAllText(Repository.PathOf(file.Split('/'))))
            let name = match.Groups[1].Value
            where !FileName().IsMatch(name)
            select (file, name),
        ];

        Assert.True(named.Length > 100, $"Only {named.Length} keys were found.");
        Assert.Equal([], named.ExceptBy(keys, found => found.Key));
    }

    [GeneratedRegex(@"^\| `(src/[\w.]+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex ProjectRow();

    [GeneratedRegex("`([A-Za-z]+)/`")]
    private static partial Regex FolderName();

    // The first name of `LearningTask.Plan`, the last of `Training/Trainer.cs` and of `Models/ShardPass`; not folders, keys and commands.
    [GeneratedRegex(@"`(?:[\w.]+/)*([A-Z][A-Za-z0-9]+)(?:\.[A-Za-z.]+)?`")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\.(csv|tsv|jsonl?|org|txt|yaml|md|de|en)(\.gz)?$")]
    private static partial Regex FileName();
}
