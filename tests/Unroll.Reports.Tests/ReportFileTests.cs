namespace Unroll.Reports.Tests;

public sealed class ReportFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unroll-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_file_is_written_whole_into_a_new_folder_and_replaces_an_old_one()
    {
        string path = Path.Combine(_folder, "new", "report.html");
        ReportWriter.Write(path, RunFixture.Run());
        ReportWriter.Write(path, RunFixture.Run() with { Recipe = RunFixture.Run().Recipe with { Name = "second" } });
        string page = File.ReadAllText(path);
        Assert.Contains("<h1>second</h1>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_named()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        string path = Path.Combine(file, "report.html");
        InputException exception = Assert.Throws<InputException>(() => ReportWriter.Write(path, RunFixture.Run()));
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }
}
