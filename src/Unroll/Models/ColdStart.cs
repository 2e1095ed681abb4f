using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// The warm-up before the first model of a process is loaded. Nearly all the time of that load goes into compiling methods, one after the
/// other as they are first called: here the smallest network is described on one thread and built on another while the file is opened on
/// a third, so that what all networks have in common is compiled on all processors.
/// </summary>
internal static class ColdStart
{
    private const string Description =
        """{"version":2,"format":"sequential","inputs":[{"input":{"features":1}}],"layers":[{"lstm":{"units":1}},{"dense":{"units":1}}]}""";

    private static bool _isWarm;

    /// <summary>Warms up, once; not on a single processor, which would only have more to do.</summary>
    public static void WarmUp()
    {
        if (!_isWarm && Environment.ProcessorCount > 1)
        {
            _isWarm = true;
            new Task(Build, TaskCreationOptions.LongRunning).Start(TaskScheduler.Default);
            ModelDescription.Read(JsonNode.Parse(Description));
        }
    }

    private static void Build()
    {
        var model = new Sequential(new Input(1, 1), new Lstm(1) { Name = "lstm" }, new Dense(1) { Name = "dense" });
        model.Build();
        List<SafetensorsTensor> weights = [];
        foreach (Layer layer in model.Layers)
        {
            foreach (Parameter parameter in layer.Parameters)
            {
                string name = Model.NameOf(layer, parameter);
                weights.Add(new(name, parameter.Dimensions, new AlignedBuffer(parameter.Length), areFinite: true));
            }
        }

        ModelFile.ReadWeights(model, new SafetensorsFile(weights, new Dictionary<string, string>()));
        using Predictor predictor = new(model, model.InputNames, default);
    }
}
