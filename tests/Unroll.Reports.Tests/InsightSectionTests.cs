using AngleSharp.Dom;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Tests;

/// <summary>Heat maps and coloured texts as a reader sees them.</summary>
public class InsightSectionTests
{
    private const string PngStart = "data:image/png;base64,iVBORw0KGgo";

    [Fact]
    public void A_heat_map_is_a_picture_with_names_and_a_scale()
    {
        Page page = new(RunFixture.Run(new HeatMapSection(
            "Saliency", "timestep", "input", ["0", "1", "2"], ["load <b>", "wind"], [[0, -1, double.NaN], [0.5, 2, 1]])));
        IElement figure = page.Document.QuerySelector(".heat-map")!;
        Assert.StartsWith(PngStart, figure.QuerySelector("img")!.GetAttribute("src"), StringComparison.Ordinal);
        Assert.Equal("Heat map: input down, timestep across, from −1.000 to 2.000", figure.QuerySelector("img")!.GetAttribute("alt"));
        Assert.Equal("input", figure.QuerySelector(".down")!.TextContent);
        Assert.Equal(["load <b>", "wind"], figure.QuerySelectorAll(".rows span").Select(name => name.TextContent));
        Assert.Equal(["0", "1", "2"], figure.QuerySelectorAll(".columns span").Select(name => name.TextContent));
        Assert.Equal(["−2.00", "2.00"], figure.QuerySelectorAll(".scale span").Select(name => name.TextContent));
        Page shares = new(RunFixture.Run(new HeatMapSection("Attention", "t", "x", ["0"], ["x"], [[0.5]]) { Limit = 1, HasSigns = false }));
        Assert.Equal(["0", "1.00"], shares.Document.QuerySelectorAll(".scale.shares span").Select(name => name.TextContent));
        Assert.Contains("nothing to show", new Page(RunFixture.Run(new HeatMapSection(
            "Nothing", "t", "x", ["0"], ["x"], [[double.NaN]]))).Text("#section-nothing"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_heat_map_is_shrunk_and_its_names_left_out()
    {
        Page page = new(RunFixture.Run(new HeatMapSection(
            "Many", "timestep", "unit", [.. Enumerable.Range(0, 3000).Select(i => $"{i}")],
            [.. Enumerable.Range(0, 500).Select(i => $"{i}")],
            [.. Enumerable.Range(0, 500).Select(_ => (IReadOnlyList<double>)new double[3000])])));
        byte[] picture = Convert.FromBase64String(
            page.Document.QuerySelector(".heat-map img")!.GetAttribute("src")!["data:image/png;base64,".Length..]);
        Assert.Equal([0, 0, 3, 0xe8, 0, 0, 1, 0], picture[16..24]);
        Assert.Equal(["unit"], page.Document.QuerySelectorAll(".heat-map .rows span").Select(name => name.TextContent));
        Assert.Empty(page.Document.QuerySelectorAll(".heat-map .down"));
        Assert.Equal(["0", "1500", "2999"], page.Document.QuerySelectorAll(".heat-map .columns span").Select(name => name.TextContent));
    }

    /// <summary>The pixels of a picture: a line of blue, nothing and green.</summary>
    [Fact]
    public void A_picture_is_blue_for_negative_and_green_for_positive_numbers()
    {
        byte[] picture = Convert.FromBase64String(HeatMapImage.Of([[-2, 0, 1]], 2)["data:image/png;base64,".Length..]);
        int start = picture.AsSpan().IndexOf("IDAT"u8) + 4;
        using System.IO.Compression.ZLibStream pixels = new(
            new MemoryStream(picture, start, picture.Length - start), System.IO.Compression.CompressionMode.Decompress);
        byte[] line = new byte[13];
        pixels.ReadExactly(line);
        Assert.Equal([0, 0x1d, 0x5f, 0xd0, 255, 0x0b, 0x8a, 0x4a, 0, 0x0b, 0x8a, 0x4a, 128], line);
    }

    [Fact]
    public void A_coloured_text_escapes_its_tokens_and_shows_what_was_expected_below()
    {
        Page page = new(RunFixture.Run(
            new ColoredTextSection("Neuron", [new("<", -1), new("\n", 0.5), new("a", 0, "0.3")]),
            new ColoredTextSection("Guesses", [new("t", 0.9) { Below = [new("h", 0.5, "50 %"), new(" ", 0.1)] }])));
        IElement[] tokens = [.. page.Document.QuerySelectorAll("#section-neuron .coloured.characters span")];
        Assert.Equal(["<", "↵", "a"], tokens.Select(token => token.TextContent));
        Assert.Equal(
            [
                "background:color-mix(in srgb, var(--own) 80%, transparent)",
                "background:color-mix(in srgb, var(--good) 40%, transparent)", null,
            ],
            tokens.Select(token => token.GetAttribute("style")));
        Assert.Equal("0.3", tokens[2].GetAttribute("title"));
        Assert.Equal(["h", "␣"], page.Document.QuerySelectorAll("#section-guesses .guess i").Select(guess => guess.TextContent));
    }

    [Fact]
    public void Lines_of_many_colours_are_all_in_the_legend_and_logarithmic_axes_leave_out_what_has_no_place()
    {
        Page page = new(RunFixture.Run(new LineSection(
            "Lines", new ChartAxis("k"), new ChartAxis("norm") { IsLogarithmic = true },
            [.. Enumerable.Range(0, 6).Select(i => new ChartLine($"line {i}", [0, 1, 2], [1, 0, Math.Pow(10, -i)]))])
        {
            IsColored = true,
        }));
        Assert.Equal(6, page.Document.QuerySelectorAll("#section-lines .legend li").Length);
        IElement[] lines = [.. page.Document.QuerySelectorAll("#section-lines polyline")];
        Assert.Equal(6, lines.Select(line => line.GetAttribute("style")).Distinct().Count());
        Assert.All(lines, line => Assert.Equal(2, line.GetAttribute("points")!.Split(' ').Length));
    }
}
