namespace Unroll.PublicApi.Tests.Snippets;

/// <summary>
/// Each block of C# in README.md and in docs compiles as it is printed. What a block takes from its page's text, such as <c>values</c>, is
/// declared in <see cref="GivenNames"/>.
/// </summary>
public sealed class SnippetTests
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
}
