using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Unroll.Architecture.Tests;

/// <summary>How sources are written.</summary>
public class SourceTests
{
    private const int MostColumns = 140;

    private const int MostLines = 300;

    private static readonly IReadOnlyList<SourceFile> _all = SourceFile.ReadAll();

    private static IEnumerable<SourceFile> Libraries => _all.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    [Fact]
    public void Lines_have_at_most_140_columns()
    {
        string[] wrong =
        [..
            from file in _all
            from line in file.Lines.Index()
            where line.Item.Length > MostColumns
            select $"{file.Path}:{line.Index + 1} has {line.Item.Length}",
        ];

        Assert.True(wrong.Length == 0, $"{wrong.Length} lines are too long:\n{string.Join('\n', wrong.Take(20))}");
    }

    [Fact]
    public void Files_of_the_libraries_are_short() =>
        Assert.Empty(
            Libraries.Where(file => file.Lines.Length > MostLines).Select(file => $"{file.Path} has {file.Lines.Length} lines"));

    /// <summary>Types with type parameters may share a file with their namesake: <c>Setting</c> and <c>Setting&lt;T&gt;</c>.</summary>
    [Fact]
    public void A_file_has_one_public_type_named_after_it()
    {
        IEnumerable<string> wrong =
            from file in Libraries
            let names = file.PublicTypes.Distinct()
            where names.Any(name => name != file.Stem)
            select $"{file.Path} has {string.Join(", ", names)}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_namespace_is_that_of_its_folder()
    {
        IEnumerable<string> wrong =
            from file in Libraries
            where file.Namespace.Length > 0
            let parts = file.Path.Split('/')
            let folder = parts.Length > 3 ? $"{parts[1]}.{parts[2]}" : parts[1]
            where !$"{file.Namespace}.".StartsWith($"{folder}.", StringComparison.Ordinal)
            select $"{file.Path} has {file.Namespace}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_is_called_one() =>
        Assert.Empty(
            from file in _all
            where Regex.IsMatch(file.Code, @"\bone\b")
            select file.Path);

    /// <summary>What reads or writes a text is a parser or a formatter of something.</summary>
    [Fact]
    public void No_type_is_named_a_text() =>
        Assert.Empty(
            from file in Libraries
            where Regex.IsMatch(file.Code, @"\b(class|record|struct) \w+Text\b")
            select file.Path);

    [Fact]
    public void No_code_asks_which_task_it_serves()
    {
        string names = string.Join('|', Unroll.Tasks.Learning.LearningTask.Catalogue.Names);
        Regex branch = new($"""(==|!=|\bis|\bis not|\bor|\bcase)\s*"({names})"|"({names})"\s*(==|!=|=>|or\b)|Equals\("({names})""");

        Assert.Empty(
            from file in Libraries
            from line in file.Lines.Index()
            where branch.IsMatch(line.Item)
            select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}");
    }

    /// <summary>Messages count by <see cref="CountFormatter"/>, which knows the singular: neither "1 rows" nor "row(s)".</summary>
    [Fact]
    public void Messages_count_one_thing_in_the_singular()
    {
        const string nouns = "rows|folds|windows|lines|samples|columns|values|steps|files|networks|epochs|units|layers|classes|groups"
            + "|images|channels|tokens|characters|bytes|weights|parameters|seeds|cells|outputs|inputs|heads|targets|names|labels|arrays"
            + "|fields|sequences|stamps|forecasts|measurements|variables|parts|threads|shards|batches|elements|dimensions|timesteps"
            + "|features|filters|numbers|entries|lengths|gradients|quantiles|scores|losses|metrics";
        Regex counted = new($$"""[^{]\{([^{}":]+)(?::N0)?\} (?:[a-z]+ )?(?:{{nouns}})\b""");
        Regex count = new(
            @"(Count|Length|Rows|Timesteps|Features|Units|Heads|Horizon|Lag|Folds|rows|columns|classes|length|count)(\(\))?$");

        // A limit is a constant, and more than 1.
        Regex limit = new(@"^(Most|Longest|Largest|Maximum|Buffer)|\.Longest|\.MaxLength$");

        Assert.Empty(
            from file in Libraries
            from line in file.Lines.Index()
            let code = line.Item.TrimStart()
            where !code.StartsWith("//", StringComparison.Ordinal) && code.Contains("$\"", StringComparison.Ordinal)
            where Regex.IsMatch(code, @"[a-z]\(s\)( |,)")
                || counted.Matches(code).Select(match => match.Groups[1].Value).Any(hole => count.IsMatch(hole) && !limit.IsMatch(hole))
            select $"{file.Path}:{line.Index + 1}: {code}");
    }

    /// <summary>
    /// Where the singular is not the plural without its ending, it is given: neither "1 leave" nor "1 indice". Words whose singular may
    /// be either are listed once they are looked at.
    /// </summary>
    [Fact]
    public void Counted_nouns_have_their_singular()
    {
        Regex counted = new("""CountFormatter\.Format\((?:[^()"]|\([^()]*\))*, "([^"{}]+)"\)""");
        Regex doubtful = new("(ves|ices|yses|eses|axes|ases|uses|zes|oes)$");
        string[] regular = ["curves", "waves"];

        string[] nouns =
        [
            .. from file in Libraries
               from Match match in counted.Matches(string.Join('\n', file.Lines))
               select match.Groups[1].Value,
        ];

        Assert.Contains("rows", nouns);
        Assert.DoesNotContain(nouns, noun => !regular.Contains(noun) && (doubtful.IsMatch(Head(noun)) || !Head(noun).EndsWith('s')));

        static string Head(string noun) => Regex.Replace(noun, @" (\(|of |in |with |without |for |from |at ).*$", "");
    }

    [Fact]
    public void All_projects_are_in_the_solution()
    {
        IEnumerable<string> listed = XDocument.Load(Path.Combine(Repository.Root, "Unroll.slnx")).Descendants("Project")
            .Select(project => (string)project.Attribute("Path")!);
        IEnumerable<string> found = SourceFile.Files("*.csproj");

        Assert.Equal(found.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }
}
