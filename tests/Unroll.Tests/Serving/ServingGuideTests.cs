using System.Text.RegularExpressions;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Serving;

/// <summary>The lines of C# in docs/serving.md are those that are run here.</summary>
public sealed partial class ServingGuideTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-serving-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Batches()
    {
        string path = SavedModel();
        float[] windows = [.. Enumerable.Range(0, 64 * 33 * 8).Select(i => MathF.Sin(i))];
        #region batches
        using var predictor = Predictor.Load(path); // once, at the start of the service

        // In each request, on any thread: 64 windows of 33 timesteps.
        float[] forecasts = new float[predictor.GetOutputLength(rows: 64, timesteps: 33)];
        predictor.Predict(windows, rows: 64, timesteps: 33, forecasts);
        #endregion
        float[] alone = predictor.Predict(windows.AsSpan(0, 33 * 8));
        Assert.Equal(64, forecasts.Length);
        Assert.Equal(alone[0], forecasts[0], 1e-5);
    }

    [Fact]
    public void Streams()
    {
        string path = SavedModel();
        float[][] measurements = [.. Enumerable.Range(0, 33).Select(t => Enumerable.Range(0, 8).Select(i => MathF.Cos(t + i)).ToArray())];
        #region streams
        using var predictor = Predictor.Load(path);
        StreamingPredictor stream = predictor.CreateStream();
        float[] forecast = new float[stream.OutputLength];
        foreach (float[] measurement in measurements)
        {
            stream.Step(measurement, forecast);
        }

        // To go on after a restart: keep the state, give it to a new stream.
        float[] state = new float[stream.StateLength];
        stream.CopyState(state);
        StreamingPredictor later = predictor.CreateStream();
        later.RestoreState(state);
        #endregion
        Assert.Equal(predictor.Predict([.. measurements.SelectMany(measurement => measurement)])[0], forecast[0], 1e-5);
        float[] next = new float[1];
        stream.Step(measurements[0], forecast);
        later.Step(measurements[0], next);
        Assert.Equal(forecast, next);
    }

    [Fact]
    public void The_guide_shows_these_lines()
    {
        string source = File.ReadAllText(Repository.PathOf("tests", "Unroll.Tests", "Serving", "ServingGuideTests.cs"));
        string guide = File.ReadAllText(Repository.PathOf("docs", "serving.md"));
        string[][] run = [.. Regions().Matches(source).Select(match => Lines(match.Groups[1].Value))];
        string[][] shown = [.. Blocks().Matches(guide).Select(match => Lines(match.Groups[1].Value))];
        Assert.Equal(2, run.Length);
        Assert.Equal(run, shown);
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private string SavedModel()
    {
        string path = Path.Combine(_folder.FullName, "model.safetensors");
        var model = new Sequential(new Input(Shape.AnyLength, 8), new Lstm(64), new Dense(1));
        model.Build();
        model.Save(path);
        return path;
    }

    [GeneratedRegex(@"#region \w+\r?\n(.*?)#endregion", RegexOptions.Singleline)]
    private static partial Regex Regions();

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
