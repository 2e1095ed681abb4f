using System.Xml.Linq;

namespace Unroll.Architecture.Tests;

/// <summary>Arrows between projects point down, in the project files and in the assemblies.</summary>
public class ProjectTests
{
    private static readonly Dictionary<string, string[]> _mayUse = new()
    {
        ["Unroll"] = ["System.Numerics.Tensors"],
        ["Unroll.Series"] = ["Unroll", "CsvHelper"],
        ["Unroll.Insight"] = ["Unroll"],
        ["Unroll.Audio"] = ["Unroll.Series", "NWaves"],
        ["Unroll.Analysis"] = ["Unroll.Series", "MathNet.Numerics"],
        ["Unroll.Analysis.Trees"] = ["Unroll.Analysis", "Microsoft.ML", "Microsoft.ML.FastTree", "Microsoft.ML.LightGbm"],
        ["Unroll.Tasks"] = ["Unroll.Series", "Unroll.Analysis", "Unroll.Insight", "YamlDotNet"],
        ["Unroll.Reports"] = ["Unroll.Tasks"],
        ["Unroll.Cli"] =
        [
            "Unroll.Analysis.Trees", "Unroll.Audio", "Unroll.Reports", "System.CommandLine", "Spectre.Console", "Npgsql", "MySqlConnector",
            "Microsoft.Data.Sqlite", "Microsoft.Data.SqlClient",
        ],
    };

    /// <summary>The assemblies of packages that have several.</summary>
    private static readonly Dictionary<string, string[]> _assemblies = new()
    {
        ["Microsoft.ML"] = ["Microsoft.ML.Core", "Microsoft.ML.Data", "Microsoft.ML.DataView", "Microsoft.ML.StandardTrainers"],
    };

    public static TheoryData<string> Projects => [.. _mayUse.Keys];

    [Fact]
    public void Each_project_of_src_has_its_rule() =>
        Assert.Equal(_mayUse.Keys.Order(), Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_refers_to_what_it_may_use(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));
        IEnumerable<string> projects = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
        IEnumerable<string> packages = file.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!);

        Assert.Equal(_mayUse[project].Order(), projects.Concat(packages).Order());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_refers_to_what_its_project_may_use(string project)
    {
        System.Reflection.Assembly assembly = House.Assemblies.Single(assembly => assembly.GetName().Name == project);
        IEnumerable<string> others = assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !IsOfTheRuntime(name));

        Assert.Empty(others.Except(Reachable(project)));
    }

    private static bool IsOfTheRuntime(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll"));

    private static IEnumerable<string> Reachable(string name) =>
        _mayUse.TryGetValue(name, out string[]? below) ? below.SelectMany(Reachable).Prepend(name)
        : [name, .. _assemblies.GetValueOrDefault(name, [])];
}
