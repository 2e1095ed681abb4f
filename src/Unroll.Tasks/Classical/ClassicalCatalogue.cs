using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Analysis.Models;
using Unroll.Catalogue;

namespace Unroll.Tasks.Classical;

/// <summary>The classical models of one kind, which recipes name, by a catalogue of <c>Unroll.Analysis</c>.</summary>
internal sealed class ClassicalCatalogue
{
    private readonly Func<string, bool> _has;
    private readonly Func<ConfigurationNode, ClassicalModel> _read;
    private readonly Func<SchemaDefinitions, JsonNode> _schema;

    private ClassicalCatalogue(
        IBlockCatalogue blocks, Func<string, bool> has, Func<ConfigurationNode, ClassicalModel> read,
        Func<SchemaDefinitions, JsonNode> schema) => (Blocks, _has, _read, _schema) = (blocks, has, read, schema);

    /// <summary>Models of time, which forecast a series from its whole history.</summary>
    public static ClassicalCatalogue Forecasts { get; } = Of(ForecastModel.Catalogue, block => new SeriesModel(block));

    /// <summary>Models that predict numbers from a table of features.</summary>
    public static ClassicalCatalogue Regressions { get; } = Of(RegressionModel.Catalogue, block => new TableRegression(block));

    /// <summary>Models that tell classes by a table of features.</summary>
    public static ClassicalCatalogue Classifications { get; } =
        Of(ClassificationModel.Catalogue, block => new TableClassification(block));

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<ClassicalCatalogue> All { get; } = [Forecasts, Regressions, Classifications];

    /// <summary>The catalogue.</summary>
    public IBlockCatalogue Blocks { get; }

    /// <summary>The names of the models.</summary>
    public IReadOnlyList<string> Names => [.. Blocks.Descriptions.Select(block => block.Name)];

    /// <summary>Whether there is a model of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => _has(name);

    /// <summary>Reads a model.</summary>
    /// <param name="node">A name, or a section with a name and its settings.</param>
    /// <exception cref="ConfigurationException">A setting is wrong.</exception>
    public ClassicalModel Read(ConfigurationNode node) => _read(node);

    /// <summary>The models as JSON Schema.</summary>
    /// <param name="definitions">The shared definitions.</param>
    public JsonNode Schema(SchemaDefinitions definitions) => _schema(definitions);

    private static ClassicalCatalogue Of<T>(BlockCatalogue<T> blocks, Func<Block<T>, ClassicalModel> create)
        where T : class =>
        new(blocks, name => blocks.Find(name) is not null, node => create(blocks.ReadBlock(node)), blocks.Schema);
}
