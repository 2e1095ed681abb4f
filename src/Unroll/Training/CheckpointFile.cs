using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Augmentations;
using Unroll.Catalogue;
using Unroll.Formats;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>
/// The state of a training in a safetensors file: arrays as tensors, the rest as JSON in its metadata (<see cref="CheckpointJson"/>).
/// </summary>
/// <param name="context">The training.</param>
/// <param name="seed">Its seed.</param>
/// <param name="measurements">Losses and metrics of the running epoch.</param>
/// <param name="steps">What the optimizer goes on from.</param>
internal sealed class CheckpointFile(TrainingContext context, ulong seed, Measurements measurements, ICheckpointedSteps steps)
{
    private const string Key = "unroll.checkpoint";
    private const string ModelPrefix = "model.";
    private const int Version = 3;

    private readonly Model _model = context.Model;

    /// <summary>Saves where training is: before a batch of an epoch.</summary>
    /// <param name="path">The file.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batches">Batches of it that are done.</param>
    public void Save(string path, int epoch, int batches)
    {
        List<SafetensorsTensor> tensors = [];
        foreach ((string name, Parameter parameter) in _model.NamedParameters)
        {
            tensors.Add(new SafetensorsTensor(ModelPrefix + name, parameter.Dimensions, parameter.Values.ToArray()));
        }

        JsonArray rows = [];
        RecurrentLayer[] recurrent = _model.RecurrentLayers;
        for (int i = 0; i < recurrent.Length; i++)
        {
            rows.Add((JsonNode)recurrent[i].States.Rows);
            for (int s = 0; s < recurrent[i].States.Values.Count; s++)
            {
                CheckpointTensors.Add(tensors, $"state.{i}.{s}", recurrent[i].States.Values[s]);
            }
        }

        JsonArray callbacks = [];
        for (int i = 0; i < context.Options.Callbacks.Count; i++)
        {
            CallbackState saved = new();
            context.Options.Callbacks[i].SaveState(saved);
            callbacks.Add((JsonNode)CheckpointJson.Write(saved.Numbers));
            foreach ((string name, float[] values) in saved.Arrays)
            {
                CheckpointTensors.Add(tensors, $"callback.{i}.{name}", values);
            }
        }

        JsonObject json = new()
        {
            ["version"] = Version,
            ["model"] = ModelDescription.Write(_model),
            ["settings"] = Settings(),
            ["epoch"] = epoch,
            ["batches"] = batches,
            ["step"] = steps.Step,
            ["learning_rate"] = CheckpointJson.Write(context.LearningRate),
            ["samples_seen"] = context.SamplesSeen,
            ["seconds"] = CheckpointJson.Write(context.Elapsed.TotalSeconds),
            ["best_epoch"] = context.BestEpoch,
            ["stop_reason"] = context.StopRequested && context.StopReason != StopReason.Cancelled ? context.StopReason.ToString() : null,
            ["stop_detail"] = context.StopDetail,
            ["measurements"] = new JsonArray([.. measurements.Save().Select(value => (JsonNode)CheckpointJson.Write(value))]),
            ["recurrent_rows"] = rows,
            ["callbacks"] = callbacks,
            ["history"] = new JsonArray([.. context.History.Select(record => (JsonNode)CheckpointJson.Write(record))]),
        };
        steps.Save(tensors, json);
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string> { [Key] = json.ToJsonString() });
    }

    /// <summary>Resumes from a file.</summary>
    /// <returns>The next epoch, and the number of its batches that are done.</returns>
    /// <exception cref="InputException">The file is damaged, or of another model or training.</exception>
    public (int Epoch, int Batches) Restore(string path)
    {
        SafetensorsFile file = Open(path);
        if (!file.Metadata.TryGetValue(Key, out string? text))
        {
            throw new InputException($"\"{path}\" is no checkpoint of a training: give another file for it, or delete this one.");
        }

        float[] weights = _model.GetWeights();
        try
        {
            return Restore(file, new JsonConfiguration(JsonNode.Parse(text), "its description"));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InputException or KeyNotFoundException)
        {
            _model.SetWeights(weights);
            throw new InputException(
                $"Training cannot go on from \"{path}\": {exception.Message} Delete the file to start anew, or fit the model and "
                + $"settings that wrote it.", exception);
        }
    }

    private static SafetensorsFile Open(string path)
    {
        try
        {
            return SafetensorsFile.Read(path, _ => true, keepsDoubles: true);
        }
        catch (InputException exception)
        {
            throw new InputException(
                $"Training cannot go on from a damaged checkpoint: {exception.Message} Or delete the file to start anew.", exception);
        }
    }

    private (int Epoch, int Batches) Restore(SafetensorsFile file, JsonConfiguration json)
    {
        int version = json.Required("version").Integer();
        if (version != Version)
        {
            throw new InputException($"it has version {version} of the format, but this Unroll reads version {Version}.");
        }

        Compare(json.Required("settings"), Settings());
        if (!JsonNode.DeepEquals((json.Required("model").Required("layers") as JsonConfiguration)?.Json,
            ModelDescription.Write(_model)["layers"]))
        {
            throw new InputException("it was written by a model of other layers.");
        }

        foreach ((string name, Parameter parameter) in _model.NamedParameters)
        {
            CheckpointTensors.Copy(file, ModelPrefix + name, parameter.Overwrite());
            parameter.MarkChanged();
        }

        RestoreRecurrentStates(file, json.Required("recurrent_rows").Items());
        context.LearningRate = (float)CheckpointJson.ReadNumber(json.Required("learning_rate"));
        measurements.Restore([.. json.Required("measurements").Items().Select(CheckpointJson.ReadNumber)]);
        context.Restore([.. json.Required("history").Items().Select(CheckpointJson.ReadEpoch)],
            CheckpointJson.ReadSeconds(json.Required("seconds")));
        context.SamplesSeen = (long)json.Required("samples_seen").Unsigned();
        context.Step = (long)json.Required("step").Unsigned();
        context.BestEpoch = json.Optional("best_epoch")?.Integer();
        RestoreCallbacks(file, json);
        if (json.Optional("stop_reason") is { } reason)
        {
            context.Stop(Enum.Parse<StopReason>(reason.Text()), json.Optional("stop_detail")?.Text());
        }

        (int epoch, int batches) = (json.Required("epoch").Integer(), json.Required("batches").Integer());
        if (epoch < 1 || batches < 0)
        {
            throw new InputException($"it stands before batch {batches} of epoch {epoch}, which there cannot be.");
        }

        steps.Restore(file, json, epoch);
        return (epoch, batches);
    }

    private void RestoreRecurrentStates(SafetensorsFile file, IReadOnlyList<ConfigurationNode> rows)
    {
        RecurrentLayer[] recurrent = _model.RecurrentLayers;
        int[] counts = [.. rows.Select(node => node.Integer(0))];
        if (counts.Length != recurrent.Length)
        {
            throw new InputException($"it was written with states of {CountFormatter.Format(counts.Length, "recurrent layers")}, " +
                $"but there are {recurrent.Length}.");
        }

        for (int i = 0; i < recurrent.Length; i++)
        {
            int count = counts[i];
            if (count > 0)
            {
                recurrent[i].States.Restore(
                    [.. recurrent[i].StateSizes.Select(
                        (size, s) => CheckpointTensors.Find(file, $"state.{i}.{s}", (long)count * size).ToArray())],
                    count);
            }
        }
    }

    private void RestoreCallbacks(SafetensorsFile file, JsonConfiguration json)
    {
        IReadOnlyList<ConfigurationNode> callbacks = json.Required("callbacks").Items();
        if (callbacks.Count != context.Options.Callbacks.Count)
        {
            throw new InputException($"it was written with {callbacks.Count} callbacks, but there are {context.Options.Callbacks.Count}.");
        }

        for (int i = 0; i < callbacks.Count; i++)
        {
            CallbackState saved = new();
            foreach ((string name, double value) in CheckpointJson.ReadNumbers(callbacks[i]))
            {
                saved.Numbers[name] = value;
            }

            string prefix = $"callback.{i}.";
            foreach (SafetensorsTensor tensor in file.Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                tensor.RequireFinite("its tensor");
                saved.Arrays[tensor.Name[prefix.Length..]] = tensor.Values.ToArray();
            }

            context.Options.Callbacks[i].RestoreState(context, saved);
        }
    }

    /// <summary>The settings that determine the training, which must be the same when it resumes.</summary>
    private JsonObject Settings() => new()
    {
        ["samples"] = context.SamplesPerEpoch,
        ["batch_size"] = context.Options.BatchSize,
        ["shuffle"] = context.Options.Shuffle,
        ["seed"] = seed,
        ["accumulation_steps"] = context.Options.AccumulationSteps,
        ["truncated_steps"] = context.Options.TruncatedSteps,
        ["steps_per_epoch"] = context.Options.StepsPerEpoch > 0 ? context.Options.StepsPerEpoch : null,
        ["bucket_pool"] = context.Options.BucketByLength ? context.Options.BucketPool : null,
        ["weight_average"] = context.Options.WeightAverage is { } rule ? WeightAverage.Catalogue.WriteOrName(rule) : null,
        ["optimizer"] = _model.Optimizer!.Name,
        ["augment"] = context.Options.Augment.Count == 0 ? null
            : new JsonArray([.. context.Options.Augment.Select(augmentation => Augmentation.Catalogue.WriteOrName(augmentation))]),
        ["augmented_features"] = context.Options.Augment.Count == 0 || context.Options.AugmentedFeatures is not { } features ? null
            : new JsonArray([.. features.Select(feature => (JsonNode)feature)]),
    };

    private static void Compare(ConfigurationNode written, JsonObject now)
    {
        foreach ((string name, JsonNode? value) in now)
        {
            JsonNode? before = (written.Optional(name) as JsonConfiguration)?.Json;
            if (before?.ToJsonString() != value?.ToJsonString())
            {
                throw new InputException(
                    $"it was written with {name} {before?.ToJsonString() ?? "none"}, but now it is {value?.ToJsonString() ?? "none"}.");
            }
        }
    }
}
