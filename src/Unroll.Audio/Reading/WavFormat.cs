using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Audio.Reading;

/// <summary>The format of WAV files: see <see cref="WavReader"/>.</summary>
public sealed class WavFormat : FileFormat
{
    private const int MostRates = 5;

    /// <summary>Its entry in <see cref="FileFormat.Catalogue"/>.</summary>
    public static Entry<FileFormat> Entry { get; } =
        new("wav", typeof(WavFormat), "Sound, a sample a row and a channel a column.", [], _ => new WavFormat());

    /// <inheritdoc/>
    public override string Description => "sound (.wav)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".wav", ".wave"];

    /// <inheritdoc/>
    public override IReadOnlyList<JsonObject> ProposedSteps =>
        [new JsonObject { ["log-mel"] = new JsonObject { ["normalize"] = "level" } }];

    /// <inheritdoc/>
    public override bool IsFormatOf(ReadOnlySpan<byte> first) =>
        first.Length >= 12 && (first.StartsWith("RIFF"u8) || first.StartsWith("RF64"u8)) && first[8..12].SequenceEqual("WAVE"u8);

    /// <inheritdoc/>
    public override Frame Read(string path, CancellationToken cancellationToken) => WavReader.Read(path, cancellationToken);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Describe(SeriesSet series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[] seconds = [.. series.Items.Select(item => item.Frame.RowCount / (double)(item.Frame.Time.SampleRate ?? 1)).Order()];
        IGrouping<int, SeriesItem>[] rates = [.. series.Items.GroupBy(item => item.Frame.Time.SampleRate ?? 0).OrderBy(rate => rate.Key)];
        string channels = CountFormatter.Format(series.ColumnNames.Count(WavReader.IsChannel), "channels");
        string rate = rates.Length == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{rates[0].Key:N0} samples a second")
            : string.Join(", ", rates.Take(MostRates).Select(group => string.Create(
                CultureInfo.InvariantCulture, $"{CountFormatter.Format(group.Count(), "recordings")} of {group.Key:N0} samples a second")))
                + (rates.Length > MostRates ? ", …" : "");
        return
        [
            $"sound: {channels}, {rate}",
            seconds.Length == 1
                ? string.Create(CultureInfo.InvariantCulture, $"duration: {seconds[0]:0.###} s")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"durations: {seconds[0]:0.###} s to {seconds[^1]:0.###} s, median {seconds[seconds.Length / 2]:0.###} s, together "
                    + $"{seconds.Sum():N0} s"),
        ];
    }
}
