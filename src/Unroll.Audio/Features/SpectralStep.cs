using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Audio.Features;

/// <summary>A step that replaces samples of sound by features of frames that follow each other.</summary>
public abstract class SpectralStep : PreparingStep
{
    private const string RateKey = "sample-rate";

    private protected SpectralStep(LogMelOptions options, string feature)
    {
        if (options.FftLength is { } length && !int.IsPow2(length))
        {
            throw new InputException(
                $"Step '{Name}' got n-fft: {length}, but expected a power of two, such as 256, 512 or 1024: give one.");
        }

        if (options.HighestFrequency is { } highest && highest <= options.LowestFrequency)
        {
            throw new InputException(FormattableString.Invariant(
                $"Step '{Name}' got frequencies from {options.LowestFrequency} to {highest} Hz: give an f-max above f-min."));
        }

        (Options, Feature) = (options, feature);
    }

    /// <summary>Frames, bands and normalisation.</summary>
    public LogMelOptions Options { get; }

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    public override bool MakesFrames => true;

    /// <summary>The name of a feature within a column's name: <c>mel</c>.</summary>
    internal string Feature { get; }

    /// <summary>The cepstral coefficients that bands become; 0 to leave them as they are.</summary>
    internal virtual int Coefficients => 0;

    /// <inheritdoc/>
    /// <exception cref="InputException">
    /// There is no column of sound, no sampling rate, or the bands do not fit it; the message says which.
    /// </exception>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        string[] numbers = [.. training.ColumnNames.Where(name => training.Items.All(item => item.Frame.Categories(name) is null))];
        string[] columns = [.. Options.Columns ?? numbers];
        if (columns.FirstOrDefault(name => !numbers.Contains(name)) is { } missing)
        {
            throw new InputException(
                $"Step '{Name}' names the column '{missing}', but the columns of numbers are: {string.Join(", ", numbers)}. Correct the "
                + "name.");
        }

        int rate = Options.SampleRate ?? training.Items.Min(item => FittedSpectral.RateOf(item.Frame, item.Id, Name));
        return columns.Length > 0 ? new FittedSpectral(this, columns, rate)
            : throw new InputException($"Step '{Name}' has no columns of numbers to work on: give series of sound (.wav).");
    }

    /// <summary>Restores the fitted step.</summary>
    private protected static FittedStep Restore(JsonObject json) => new FittedSpectral(
        (SpectralStep)Catalogue.Find(json["step"]!.GetValue<string>())!.Read(new JsonConfiguration(json["settings"], "A saved step")),
        [.. json["columns"]!.AsArray().Select(column => column!.GetValue<string>())],
        json[RateKey]!.GetValue<int>());

    /// <summary>The fitted step as JSON.</summary>
    internal JsonObject ToJson(IEnumerable<string> columns, int rate) => new()
    {
        ["step"] = Name,
        ["settings"] = Catalogue.EntryOf(this)!.Write(this),
        ["columns"] = new JsonArray([.. columns.Select(column => (JsonNode)column)]),
        [RateKey] = rate,
    };
}
