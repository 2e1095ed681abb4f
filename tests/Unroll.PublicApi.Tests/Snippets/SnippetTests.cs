using System.Text.RegularExpressions;

namespace Unroll.PublicApi.Tests.Snippets;

/// <summary>
/// Each block of C# in README.md and in docs compiles as it is printed. What a block takes from its page's text, such as <c>values</c>, is
/// declared in <see cref="GivenNames"/>.
/// </summary>
public sealed partial class SnippetTests
{
    public static TheoryData<string> Pages =>
    [
        .. from path in (string[])
               [Repository.PathOf("README.md"), .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)]
           where SnippetPage.HasBlocks(File.ReadAllText(path))
           let page = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
           where !page.StartsWith("docs/course/", StringComparison.Ordinal) // Parts of examples/Course: CoursePageTests.
           orderby page
           select page,
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Blocks_of_a_page_compile_as_they_are_printed(string page)
    {
        IReadOnlyList<string> errors = new SnippetPage(File.ReadAllText(Repository.PathOf(page.Split('/'))), GivenNames.Of(page)).Errors();
        Assert.True(
            errors.Count == 0,
            $"{page} (names from its text stand in {nameof(GivenNames)}):{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
    }

    /// <summary>
    /// Before its first block of C#, a page whose blocks have no usings says which namespaces they need. With <c>UNROLL_WRITE_DOCS=1</c>
    /// that line is written.
    /// </summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_say_which_namespaces_their_blocks_need(string page)
    {
        string path = Repository.PathOf(page.Split('/')), text = File.ReadAllText(path);
        IReadOnlyList<string> needed = new SnippetPage(text, GivenNames.Of(page)).Namespaces();
        string line = needed.Count == 0 ? "" : $"Namespaces of the C# here: {string.Join(", ", needed)}.\n\n";
        string expected = NamespaceLine().Replace(text, "");
        expected = expected.Insert(expected.IndexOf("```csharp", StringComparison.Ordinal), line);
        if (Environment.GetEnvironmentVariable("UNROLL_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }
        else
        {
            Assert.True(expected == text, $"{page} lacks this line before its first block of C#, or has a different line there: {line}");
        }
    }

    [Fact]
    public void Namespaces_are_those_of_types_and_extensions()
    {
        const string Text = "```csharp\nFrame frame = Frame.Read(\"a.csv\");\nLearningRateSchedule rates = new CosineDecay(0.1f);\n```";
        Assert.Equal(["Unroll.Schedules", "Unroll.Series.Frames", "Unroll.Series.Reading"], new SnippetPage(Text, "").Namespaces());
        Assert.Empty(new SnippetPage($"```csharp\nusing Unroll.Layers;\n```\n{Text}", "").Namespaces());
    }

    [Fact]
    public void What_does_not_compile_is_found()
    {
        const string Text = "```csharp\nusing Unroll.Layers;\ndouble mean = values.Mean();\nvar model = new Sequential();\n```";
        SnippetPage page = new(Text, "public static double[] values;");
        Assert.Collection(
            page.Errors(),
            error => Assert.Contains("'Mean'", error, StringComparison.Ordinal),
            error => Assert.Contains("'Sequential'", error, StringComparison.Ordinal)); // It is in Unroll.Models.
    }

    [GeneratedRegex(@"^Namespaces of the C# here: .*\n\n", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
