using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unroll.Workloads.Table;

/// <summary>The table of workloads, <c>benchmarks/workloads.json</c>: what this program and the peers' scripts read.</summary>
internal static class WorkloadTable
{
    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads a table.</summary>
    /// <param name="json">Its text.</param>
    /// <exception cref="InputException">The text is no table, two workloads have one name, or a number is out of range.</exception>
    public static IReadOnlyList<Workload> Parse(string json)
    {
        Workload[] workloads;
        try
        {
            workloads = JsonSerializer.Deserialize<Workload[]>(json, _format) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InputException($"The table of workloads cannot be read: {exception.Message}", exception);
        }

        foreach (Workload workload in workloads)
        {
            Check(workload);
        }

        return workloads.DistinctBy(workload => workload.Name).Count() == workloads.Length
            ? workloads
            : throw new InputException("The table of workloads has a name twice: give every workload its own.");
    }

    /// <summary>The workloads of these names, in the order of the table; all of them where no names are given.</summary>
    /// <param name="workloads">The table.</param>
    /// <param name="names">Names.</param>
    /// <exception cref="InputException">A name is not in the table.</exception>
    public static IReadOnlyList<Workload> Select(IReadOnlyList<Workload> workloads, IReadOnlyCollection<string> names)
    {
        string[] unknown = [.. names.Where(name => workloads.All(workload => workload.Name != name))];
        return unknown.Length > 0
            ? throw new InputException(
                $"There is no workload '{string.Join("', '", unknown)}'. There are: "
                + $"{string.Join(", ", workloads.Select(workload => workload.Name))}.")
            : names.Count == 0 ? workloads : [.. workloads.Where(workload => names.Contains(workload.Name))];
    }

    private static void Check(Workload workload)
    {
        bool isConvolution = workload.Layer == LayerKind.Conv1D, translates = workload.Layer == LayerKind.Translation;
        int[] sizes = [workload.Batch, workload.Timesteps, workload.Features, workload.Units, workload.Depth];
        if (sizes.Any(size => size < 1) || isConvolution != (workload.KernelSize > 0)
            || (isConvolution || translates) != (workload.Classes > 0) || translates != (workload.Vocabulary > 0))
        {
            throw new InputException(
                $"Workload '{workload.Name}': sizes must be at least 1; kernelSize belongs to conv1d, vocabulary to translation, "
                    + $"classes to "
                + "both, and only to them.");
        }

        if (translates && (!workload.Bidirectional || workload.CarriesState || workload.Timesteps <= TranslationBatch.Spread))
        {
            throw new InputException(
                $"Workload '{workload.Name}': a translation is bidirectional, carries no state, and has more than "
                + $"{TranslationBatch.Spread} timesteps.");
        }

        if (isConvolution
            && (workload.Bidirectional || workload.CarriesState
                || workload.Timesteps <= workload.Depth * (workload.KernelSize - 1)))
        {
            throw new InputException(
                $"Workload '{workload.Name}': convolutions have no direction and no state, and their windows must fit into the timesteps.");
        }
    }
}
