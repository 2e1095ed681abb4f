using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Audio.Tests;

/// <summary>Recipes over generated recordings, from the folder to a saved run and back.</summary>
public sealed class RecipeTests : IDisposable
{
    private const string Classify = """
        name: tones
        task: classify
        data: {folder: tones, name: "{kind}_{instrument}_{index}", class: kind}
        split: {by: group, group: instrument, train: 0.8, validation: 0.2, test-groups: [c]}
        prepare: {steps: [log-mel: {n-mels: 16, hop-length: 20ms, normalize: mean}]}
        model:
          - gru: 12
          - dense: {units: 4, activation: softmax}
        train:
          epochs: 25
          batch-size: 8
          learning-rate: 0.02
          augment: [frequency-warp: 0.05, time-mask: 0.1, frequency-mask: 0.1]
          seed: 1
        """;

    private readonly TemporaryFolder _folder = new();

    public RecipeTests()
    {
        AudioBlocks.Register();
        Recordings.WriteFolder(_folder.In("tones"), instruments: 4, each: 6);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tones_of_an_instrument_held_out_are_told_apart_and_a_saved_run_tells_a_file()
    {
        RunResult result = Run(Classify);

        Assert.Equal(24, result.Run.Parts.Single(part => part.Name == "test").Samples);
        Assert.InRange(result.Run.Test.Model["accuracy"], 0.9, 1);
        Learner saved = Learner.Load(result.Folder);
        Recordings.Write(_folder.In("unknown.wav"), 16_000, Recordings.Chirp(16_000, 0.2, 550, 1650, 99));
        PredictionTable table = new RecipeRunner().Predict(saved, _folder.In("unknown.wav"));
        Assert.Equal("up", table.Rows.Single()[table.Columns.ToList().IndexOf("predicted")]);
    }

    private RunResult Run(string recipe) => new RecipeRunner().Train(
        RecipeReader.Read(_folder.Write("recipe.yaml", recipe)), new RunRequest { Folder = _folder.In("run") });
}
