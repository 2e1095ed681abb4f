using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Unroll.Reports.Tests;

/// <summary>
/// The pages of docs/course: they have the marked lines of examples/Course, what its programs print, and their pictures.
/// <c>UNROLL_WRITE_DOCS=1</c> writes results and pictures anew.
/// </summary>
public sealed partial class CoursePageTests : IClassFixture<CoursePageTests.Lessons>
{
    // Lessons whose last digits decide which way a training goes, so that figures differ from one kind of processor to another.
    private static readonly string[] _sensitive = ["lstm", "deep", "practice"];

    private readonly Lessons _lessons;

    public CoursePageTests(Lessons lessons) => _lessons = lessons;

    public static TheoryData<string> Pages => [.. Names];

    private static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Repository.PathOf("docs", "course"), "??-*.md").Select(page => Path.GetFileName(page)).Order();

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_the_lines_of_its_program(string page)
    {
        string text = File.ReadAllText(Repository.PathOf("docs", "course", page));
        string program = ProgramLink().Match(text).Groups[1].Value;
        string source = File.ReadAllText(Repository.PathOf("examples", "Course", program));
        string region = Lines(MarkedRegion().Match(source).Groups[1].Value);

        Assert.NotEmpty(region);
        Assert.Contains(region, Lines(text), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_prints_what_its_program_prints_and_shows_its_picture(string page)
    {
        string path = Repository.PathOf("docs", "course", page), text = File.ReadAllText(path);
        string lesson = Command().Match(text).Groups[1].Value, picture = Repository.PathOf("docs", "images", "course", lesson + ".svg");
        string printed = _lessons.Output[lesson], drawn = _lessons.Picture(lesson);
        Assert.Equal(lesson, page[3..^3]);
        Assert.Contains($"(../images/course/{lesson}.svg)", text, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UNROLL_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, Result().Replace(text, match => $"```text\n{printed}\n```"));
            File.WriteAllText(picture, drawn);
            return;
        }

        string documented = Result().Match(text).Groups[1].Value;
        Assert.Equal(Number().Replace(printed, "#"), Number().Replace(documented, "#"));
        Assert.All(Numbers(printed).Zip(Numbers(documented)), pair => Assert.True(
            _sensitive.Contains(lesson) || Math.Abs(pair.First - pair.Second) <= 0.1 + (0.5 * Math.Abs(pair.Second)),
            $"{page} has {pair.Second}, but the program prints {pair.First}: eng/course-pictures.sh writes the pages anew."));
        Assert.Equal(Titles(File.ReadAllText(picture)), Titles(drawn));
    }

    [Fact]
    public void The_index_has_every_lesson_in_order()
    {
        string index = File.ReadAllText(Repository.PathOf("docs", "course", "README.md"));
        Assert.Equal(Names, Lesson().Matches(index).Select(match => match.Groups[1].Value));
        Assert.Equal(_lessons.Output.Keys, Names.Select(page => page[3..^3]));
    }

    private static string[] Titles(string picture) => [.. Title().Matches(picture).Select(match => match.Groups[1].Value)];

    private static double[] Numbers(string text) =>
        [.. Number().Matches(text).Select(match => match.Value.Replace(",", "", StringComparison.Ordinal))
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"\(\.\./\.\./examples/Course/(\w+\.cs)\)")]
    private static partial Regex ProgramLink();

    [GeneratedRegex(@"^\s*#region page\r?\n(.*?)^\s*#endregion", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex MarkedRegion();

    [GeneratedRegex(@"^dotnet run -c Release --project examples/Course -- ([\w-]+)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"```text\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Result();

    // Subscripts such as h₁ are letters; the sign and the blanks before a number go with it, so that a column may be narrower.
    [GeneratedRegex(@" *-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\]\((\d\d-[\w-]+\.md)\)")]
    private static partial Regex Lesson();

    [GeneratedRegex("<title>([^<]*)</title>")]
    private static partial Regex Title();

    /// <summary>All lessons, run once as a reader would run them.</summary>
    public sealed class Lessons : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Lessons()
        {
            using Process process = Process.Start(new ProcessStartInfo(
                "dotnet", [Path.Combine(AppContext.BaseDirectory, "Course.dll"), "all", _folder.Path])
            { RedirectStandardOutput = true })!;
            string[] parts = process.StandardOutput.ReadToEnd().Split("== ", StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            Output = parts.ToDictionary(part => part[..part.IndexOf('\n')], part => part[(part.IndexOf('\n') + 1)..].TrimEnd());
        }

        /// <summary>What each lesson prints.</summary>
        public Dictionary<string, string> Output { get; }

        public void Dispose() => _folder.Dispose();

        /// <summary>The picture of a lesson.</summary>
        public string Picture(string lesson) => File.ReadAllText(_folder.In(lesson + ".svg"));
    }
}
